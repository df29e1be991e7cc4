/** Which promotion a flight gets, if any, and why: policies are data, deciding is pure. */
package io.loadstream.domain.policy;
