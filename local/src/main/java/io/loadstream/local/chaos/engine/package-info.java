/**
 * Three engines under fire, and afterwards a checker that works out, in the plainest code, what they must have put out.
 *
 * <p>It takes two things from what it checks: the order in which the engines merged the input topics, which they record
 * in {@code flight_state}; and the reading of events and the hash behind the hold-out, which are the domain's. A run
 * that passes therefore shows that the output is right for the order that the engines recorded, and says nothing of
 * faults in those parts. Of decisions it does not compare the policy's revision, the arm, the rules considered, the
 * value of the id and most inputs; of dead letters only where they came from.
 */
package io.loadstream.local.chaos.engine;
