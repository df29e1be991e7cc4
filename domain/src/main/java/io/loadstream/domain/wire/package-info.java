/**
 * The JSON form of the events: UTF-8, snake_case, {@code event_type} and {@code event_time} in every one.
 *
 * <p>Reading tolerates unknown fields and keeps them out; writing is byte for byte the same for equal events. A JSON
 * Schema of each event lies beside this package, as {@code schema/<EventType>.schema.json}.
 */
package io.loadstream.domain.wire;
