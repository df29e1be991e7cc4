package io.loadstream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset|href)=\"([^\"]+)\"");

    @Test
    void everyLinkBetweenDocumentsLeadsSomewhere() {
        // Given
        List<Path> documents = Repository.files(".md");
        assertThat(documents).isNotEmpty();
        List<String> broken = new ArrayList<>();

        // When
        for (Path document : documents) {
            String text = Repository.read(document).replaceAll("(?s)```.*?```", "");
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                String target = link.group(1) != null ? link.group(1) : link.group(2);
                if (!leadsSomewhere(document, target)) {
                    broken.add(Repository.ROOT.relativize(document) + " -> " + target);
                }
            }
        }

        // Then
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String target) {
        if (target.matches("[a-z]+:.*")) {
            return true;
        }
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1 || anchors(Repository.read(file)).contains(parts[1]);
    }

    /** The anchors that GitHub gives to headings. */
    private static List<String> anchors(String markdown) {
        return markdown.lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
