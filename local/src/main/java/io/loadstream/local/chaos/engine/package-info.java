/**
 * Three engines under fire, and afterwards a checker that works out, in the plainest code, what they must have put out.
 *
 * <p>It takes one thing from what it checks: the order in which the engines merged the input topics, which they record
 * in {@code flight_state}. A run that passes therefore shows that the output is right for the order that the engines
 * recorded. All else it does itself: it reads the events with a JSON library, holds flights in maps, and compares every
 * field of every metric and decision, and every dead letter with the record that it came from. Of a dead letter's reason
 * it asks only that there is one; the revision of the policy is the one that the engines name when they are asked.
 */
package io.loadstream.local.chaos.engine;
