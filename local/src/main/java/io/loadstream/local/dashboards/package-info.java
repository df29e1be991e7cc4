/** Asks what the Grafana dashboards ask, of a real Prometheus and the warehouse beside a running pipeline. */
package io.loadstream.local.dashboards;
