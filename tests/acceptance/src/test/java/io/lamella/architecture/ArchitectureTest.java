package io.lamella.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of the house: who may know whom. Read from the classes of all modules. */
class ArchitectureTest {
  private static final List<String> MODULES =
      List.of(
          "contracts",
          "content",
          "service-kit",
          "preview",
          "metadata-service",
          "upload-service",
          "cache-service",
          "client/sdk",
          "client/cli",
          "deploy/standalone");

  private static JavaClasses house;

  @BeforeAll
  static void read() {
    Path top = Path.of("").toAbsolutePath().getParent().getParent();
    List<Path> folders =
        MODULES.stream().map(module -> top.resolve(module).resolve("target/classes")).toList();
    Assertions.assertThat(folders).allMatch(Files::isDirectory, "is compiled");
    house = new ClassFileImporter().importPaths(folders);
  }

  @Test
  void contractsKnowNobody() {
    classes()
        .that()
        .resideInAPackage("io.lamella.contracts..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.lamella.contracts..", "java..", "org.jspecify..")
        .check(house);
  }

  @Test
  void contentKnowsNoFramework() {
    classes()
        .that()
        .resideInAPackage("io.lamella.content..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.lamella.content..",
            "io.lamella.contracts..",
            "com.github.luben.zstd..",
            "java..",
            "org.apache.opendal..",
            "org.jspecify..")
        .check(house);
  }

  /** It runs in a process of its own, which is to have as little as possible. */
  @Test
  void previewKnowsNothingButTheFormatsThatItReads() {
    classes()
        .that()
        .resideInAPackage("io.lamella.preview..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.lamella.preview..",
            "io.lamella.contracts..",
            "com.fasterxml.jackson..",
            "com.github.luben.zstd..",
            "org.apache.commons..",
            "org.apache.parquet..",
            "org.slf4j..",
            "org.xerial.snappy..",
            "java..",
            "javax.imageio..",
            "org.jspecify..")
        .check(house);
  }

  @Test
  void onlyTheServiceThatSendsBytesLooksIntoFiles() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.lamella.preview..", "io.lamella.cache..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lamella.preview..")
        .check(house);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata", "upload", "cache"})
  void noServiceKnowsAnother(String service) {
    noClasses()
        .that()
        .resideInAPackage("io.lamella." + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            List.of("metadata", "upload", "cache").stream()
                .filter(other -> !other.equals(service))
                .map(other -> "io.lamella." + other + "..")
                .toArray(String[]::new))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lamella.sdk..", "io.lamella.cli..", "io.lamella.standalone..")
        .check(house);
  }

  @Test
  void clientsKnowNoServiceAndNoServerFramework() {
    noClasses()
        .that()
        .resideInAnyPackage("io.lamella.sdk..", "io.lamella.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "io.vertx..",
            "jakarta..",
            "io.lamella.kit..",
            "io.lamella.metadata..",
            "io.lamella.upload..",
            "io.lamella.cache..",
            "io.lamella.standalone..")
        .check(house);
  }

  @Test
  void sdkDoesNotKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("io.lamella.sdk..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lamella.cli..", "picocli..")
        .check(house);
  }

  @Test
  void packagesAreNamedAfterTheDomain() {
    noClasses()
        .that()
        .resideInAPackage("io.lamella..")
        .should()
        .resideInAnyPackage(
            "..impl..", "..util..", "..utils..", "..dto..", "..controller..", "..helper..")
        .check(house);
  }

  @ParameterizedTest
  @ValueSource(strings = {"content", "metadata", "upload", "cache", "sdk", "standalone"})
  void packagesDoNotGoInCircles(String module) {
    slices().matching("io.lamella." + module + ".(*)..").should().beFreeOfCycles().check(house);
  }
}
