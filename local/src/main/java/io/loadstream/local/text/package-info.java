/** What the terminal shows: tables and progress. */
package io.loadstream.local.text;
