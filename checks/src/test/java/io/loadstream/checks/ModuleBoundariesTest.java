package io.loadstream.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services meet on topics and in the lake, never in code. */
class ModuleBoundariesTest {

    private static final String ROOT_PACKAGE = "io.loadstream";

    @ParameterizedTest(name = "{0} uses only {2}")
    @CsvSource({
        "domain,          domain,    domain",
        "lake,            lake,      lake domain",
        "http,            http,      http",
        "embedded,        embedded,  embedded",
        "tracing,         tracing,   tracing",
        "metrics,         metrics,   metrics",
        "event-generator, generator, generator domain http tracing metrics",
        "decision-engine, engine,    engine domain http tracing metrics",
        "lake-archiver,   archiver,  archiver lake domain tracing metrics",
        "etl-service,     etl,       etl lake domain http metrics",
        "benchmarks,      benchmarks, benchmarks embedded lake domain",
        "local,           local,     local benchmarks embedded lake domain"
    })
    void aModuleUsesOnlyWhatLiesBeneathIt(String module, String itsPackage, String allowed) {
        // Given
        assumeThat(Files.isDirectory(Repository.ROOT.resolve(module).resolve("src/main/java")))
                .as("%s has code", module)
                .isTrue();
        Path built = Repository.ROOT.resolve(module).resolve("target/classes");
        assertThat(Files.isDirectory(built))
                .as("%s has been compiled: run the whole build first", module)
                .isTrue();
        JavaClasses classes = new ClassFileImporter().importPath(built);
        Set<String> allowedPackages = Set.of(allowed.split(" "));

        // Then
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "belong to another module than " + allowed,
                        (JavaClass used) -> isOurs(used) && !allowedPackages.contains(moduleOf(used))))
                .allowEmptyShould(true)
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT_PACKAGE + "..")
                .should()
                .resideOutsideOfPackage(ROOT_PACKAGE + "." + itsPackage + "..")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static boolean isOurs(JavaClass used) {
        return used.getPackageName().startsWith(ROOT_PACKAGE + ".");
    }

    private static String moduleOf(JavaClass used) {
        String rest = used.getPackageName().substring(ROOT_PACKAGE.length() + 1);
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }
}
