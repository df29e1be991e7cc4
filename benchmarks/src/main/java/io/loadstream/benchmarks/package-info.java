/**
 * The rivals that our services are measured against. Each is a program of its own that does one job on one broker until
 * it is stopped; whoever measures watches its consumer group and its process from outside, the same for all, so that no
 * variant is judged by its own report.
 */
package io.loadstream.benchmarks;
