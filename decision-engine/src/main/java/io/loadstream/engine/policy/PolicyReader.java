package io.loadstream.engine.policy;

import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a policy from YAML. Every key is known or refused; every value is refused with its line when it is wrong. */
public final class PolicyReader {

    private static final int MAX_BYTES = 100_000;

    private PolicyReader() {}

    /**
     * @param source what to call it in messages, such as the file's path
     * @throws InvalidPolicyException with line and reason
     */
    public static Policy read(String source, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_BYTES);
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(yaml));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidPolicyException(source, line, "is not valid YAML: " + e.getProblem());
        } catch (RuntimeException e) {
            throw new InvalidPolicyException(source, 1, "is not valid YAML: " + e.getMessage());
        }
        if (root == null) {
            throw new InvalidPolicyException(source, 1, "is empty");
        }
        return policy(YamlMapping.of(source, "the policy", root));
    }

    private static Policy policy(YamlMapping file) {
        String name = file.text("name");
        Cadence cadence = file.oneOf("cadence", Cadence.class, Cadence.WHILE_IN_FORCE);
        List<Rule> rules = new ArrayList<>();
        for (YamlMapping rule : file.list("rules")) {
            rules.add(rule(rule));
        }
        Duration cooldown = file.duration("cooldown", Duration.ZERO);
        Duration validity = file.duration("validity", null);
        double hysteresis = file.number("hysteresis", 0.0);
        int maxOffers = file.whole("max_offers", Integer.MAX_VALUE);
        YamlMapping holdout = file.mapping("holdout");
        double share = holdout == null ? 0 : holdout.number("share", 0.0);
        String salt = holdout == null ? "" : holdout.text("salt", "");
        if (holdout != null) {
            holdout.refuseOthers();
        }
        file.refuseOthers();
        boolean remembers =
                !cooldown.isZero() || validity != null || hysteresis > 0 || maxOffers != Integer.MAX_VALUE || share > 0;
        if (cadence == Cadence.EVERY_BOOKING && remembers) {
            throw file.wrong(new InvalidEventException(
                    "cadence", "every-booking knows no cooldown, validity, hysteresis, max_offers or holdout"));
        }
        try {
            return new Policy(
                    new PolicyTerms(name, cadence, rules, cooldown, validity, hysteresis, maxOffers, share, salt));
        } catch (InvalidEventException e) {
            throw file.wrong(e);
        }
    }

    private static Rule rule(YamlMapping rule) {
        String name = rule.text("name");
        long before = rule.duration("before").toMinutes();
        long until = rule.duration("until", Duration.ZERO).toMinutes();
        double loadFactor = rule.number("load_factor_below");
        Double velocity = rule.number("velocity_below", null);
        Double expected = rule.number("expected_load_factor_below", null);
        double discount = rule.number("discount");
        String target = rule.text("target");
        rule.refuseOthers();
        try {
            return new Rule(name, before, until, loadFactor, velocity, expected, discount, target(target));
        } catch (InvalidEventException e) {
            throw rule.wrong(e);
        }
    }

    private static Target target(String name) {
        return name.equals("cheapest-open") ? new Target.CheapestOpen() : new Target.Named(name);
    }
}
