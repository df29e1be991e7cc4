/**
 * Real parts without Docker, for the launcher and for tests: a Kafka broker, Postgres, an S3 endpoint and Redis. Each
 * listens on a free port of the loopback interface, keeps its data in a folder of its own, and can be stopped, killed and
 * started again on the same port with the same data.
 */
package io.loadstream.embedded;
