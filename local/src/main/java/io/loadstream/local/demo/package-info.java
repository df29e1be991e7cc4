/** The demo: a bounded run of the whole pipeline, from start to a reconciled result. */
package io.loadstream.local.demo;
