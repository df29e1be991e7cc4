/** Whether the lake is as it must be. */
package io.loadstream.lake.verify;
