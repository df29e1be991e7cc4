/** Policies as files: YAML, read strictly, refused with line and reason. */
package io.loadstream.engine.policy;
