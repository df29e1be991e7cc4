package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The workbook has not been opened in Tableau; this holds what can be known without it. */
class TableauWorkbookTest {

    private static final Pattern REFERENCE = Pattern.compile("\\[(federated\\.[a-z]+)]\\.(\\[[a-z_:]+])");

    private static Document workbook;

    @BeforeAll
    static void parse() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        workbook = factory.newDocumentBuilder()
                .parse(Repository.ROOT.resolve("tableau/loadstream.twb").toFile());
    }

    @Test
    void everyFieldIsAColumnOfItsView() {
        // Given
        String dictionary = Repository.read(Repository.ROOT.resolve("docs/data-dictionary.md"));

        for (Element source :
                elements(elements(workbook.getDocumentElement(), "datasources").getFirst(), "datasource")) {
            // When
            String table = elements(source, "relation").getFirst().getAttribute("table");
            String view = table.replaceAll("[\\[\\]]", "");
            Matcher listed = Pattern.compile("(?s)\n## " + Pattern.quote(view) + "\n(.*?)(?=\n## |$)")
                    .matcher(dictionary);

            // Then
            assertThat(listed.find()).as(view).isTrue();
            List<String> columns = elements(source, "column").stream()
                    .map(column -> column.getAttribute("name").replaceAll("[\\[\\]]", ""))
                    .toList();
            assertThat(columns)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allSatisfy(column -> assertThat(listed.group(1)).contains("\n| `" + column + "` |"));
        }
    }

    @Test
    void everySheetUsesOnlyFieldsThatItDeclares() {
        List<Element> sheets = elements(workbook.getDocumentElement(), "worksheet");
        assertThat(sheets).hasSizeGreaterThan(4);
        for (Element sheet : sheets) {
            // Given
            String name = sheet.getAttribute("name");
            String source =
                    elements(sheet, "datasource-dependencies").getFirst().getAttribute("datasource");
            Set<String> declared = new HashSet<>();
            elements(sheet, "column-instance").forEach(field -> declared.add(field.getAttribute("name")));

            // When
            List<String> used = new ArrayList<>();
            for (String shelf : List.of("rows", "cols")) {
                used.add(elements(sheet, shelf).getFirst().getTextContent());
            }
            elements(sheet, "color").forEach(colour -> used.add(colour.getAttribute("column")));

            // Then
            for (String shelf : used) {
                Matcher reference = REFERENCE.matcher(shelf);
                assertThat(reference.find()).as(name).isTrue();
                do {
                    assertThat(reference.group(1)).as(name).isEqualTo(source);
                    assertThat(declared).as(name).contains(reference.group(2));
                } while (reference.find());
            }
        }
    }

    /** Money and shares of seats, or two currencies, have no mean. */
    @Test
    void effectsAreThoseOfOneOutcomeEachCurrencyByItself() {
        // Given
        List<Element> sheets = elements(workbook.getDocumentElement(), "worksheet").stream()
                .filter(sheet -> elements(sheet, "datasource-dependencies")
                        .getFirst()
                        .getAttribute("datasource")
                        .equals("federated.effects"))
                .toList();

        // Then
        assertThat(sheets).isNotEmpty().allSatisfy(sheet -> {
            Element filter = elements(sheet, "filter").getFirst();
            assertThat(filter.getAttribute("column")).isEqualTo("[federated.effects].[none:outcome:nk]");
            assertThat(elements(filter, "groupfilter").getFirst().getAttribute("member"))
                    .isEqualTo("\"REVENUE\"");
            assertThat(elements(sheet, "rows").getFirst().getTextContent()).contains("[none:currency:nk]");
        });
    }

    @Test
    void dashboardsShowSheetsThatAreThere() {
        Set<String> sheets = new HashSet<>();
        elements(workbook.getDocumentElement(), "worksheet").forEach(sheet -> sheets.add(sheet.getAttribute("name")));

        List<String> shown = elements(workbook.getDocumentElement(), "zone").stream()
                .map(zone -> zone.getAttribute("name"))
                .filter(name -> !name.isEmpty())
                .toList();

        assertThat(shown).containsExactlyInAnyOrderElementsOf(sheets);
    }

    /** Facts of Tableau's published schema for 2023.1 (github.com/tableau/tableau-document-schemas), as far as they matter. */
    @Test
    void partsAreThoseOfThePublishedSchemaInItsOrder() {
        // Then
        assertThat(children(workbook.getDocumentElement()))
                .containsExactly("preferences", "datasources", "worksheets", "dashboards", "windows");
        for (Element part : elements(workbook.getDocumentElement(), "worksheet")) {
            assertThat(children(part)).as(part.getAttribute("name")).containsExactly("table", "simple-id");
        }
        for (Element part : elements(workbook.getDocumentElement(), "dashboard")) {
            assertThat(children(part))
                    .as(part.getAttribute("name"))
                    .containsExactly("style", "size", "zones", "simple-id");
        }
        for (Element window : elements(workbook.getDocumentElement(), "window")) {
            assertThat(children(window))
                    .as(window.getAttribute("name"))
                    .isEqualTo(
                            window.getAttribute("class").equals("dashboard")
                                    ? List.of("viewpoints", "active", "simple-id")
                                    : List.of("cards", "simple-id"));
        }
        for (Element zone : elements(workbook.getDocumentElement(), "zone")) {
            assertThat(zone.hasAttribute("name") || zone.getAttribute("type-v2").equals("layout-basic"))
                    .isTrue();
            for (String required : List.of("x", "y", "w", "h", "id")) {
                assertThat(zone.getAttribute(required)).as(required).matches("\\d+");
            }
        }
        assertThat(elements(workbook.getDocumentElement(), "simple-id"))
                .extracting(id -> id.getAttribute("uuid"))
                .doesNotHaveDuplicates()
                .allSatisfy(uuid ->
                        assertThat(uuid).matches("\\{[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\\}"));
        for (Element field : elements(workbook.getDocumentElement(), "column-instance")) {
            for (String required : List.of("name", "column", "type", "pivot", "derivation")) {
                assertThat(field.getAttribute(required)).as(required).isNotEmpty();
            }
        }
    }

    @Test
    void noPasswordIsInside() {
        assertThat(Repository.read(Repository.ROOT.resolve("tableau/loadstream.twb")))
                .doesNotContainIgnoringCase("password=");
    }

    private static List<String> children(Element parent) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
            if (parent.getChildNodes().item(i) instanceof Element child) {
                names.add(child.getTagName());
            }
        }
        return names;
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
