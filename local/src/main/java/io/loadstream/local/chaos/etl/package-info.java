/** The loader's drill. */
package io.loadstream.local.chaos.etl;
