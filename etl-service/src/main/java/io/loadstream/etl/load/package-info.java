/** Follows the lake's chains and loads what is new in them, each slice in one transaction with its offset. */
package io.loadstream.etl.load;
