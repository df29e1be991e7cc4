/** Whether the engine is of use (readiness) and whether it can become so again by itself (liveness). */
package io.loadstream.engine.health;
