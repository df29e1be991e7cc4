/** What the services with a REST API have in common: who may call, how often, and how errors are told. */
package io.loadstream.http;
