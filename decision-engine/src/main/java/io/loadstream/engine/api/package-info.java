/** REST: flights, decisions, the policy in force, and what a policy would decide. Field names are those of the events. */
package io.loadstream.engine.api;
