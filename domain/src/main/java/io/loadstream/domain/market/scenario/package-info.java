/** What a simulated world consists of, as data: checked when it is read, with the line, the field and the rule. */
package io.loadstream.domain.market.scenario;
