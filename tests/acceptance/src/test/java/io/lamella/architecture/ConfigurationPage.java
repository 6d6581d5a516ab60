package io.lamella.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The reference page of settings, made from the {@code @ConfigMapping} interfaces as they stand in
 * the sources: their keys, types, defaults and Javadoc.
 */
final class ConfigurationPage {
  /** A setting, as the page shows it. */
  private record Setting(String key, String type, String fallback, String text) {}

  private static final String HEAD =
      """
      # Settings

      Every setting of the services beside those of Quarkus. A service reads them from system properties, environment variables (upper case,
      every other character an underscore: `LAMELLA_LIMITS_PAGE_SIZE`) or its `application.properties`; `./lamella up` hands the `LAMELLA_...`
      variables of its caller on to the services. Durations are ISO 8601 (`PT30S`, `P7D`), sizes bytes, or with `K`, `M`, `G`, `T`.
      What is above a limit is answered with 413 or 422 and a text that says the limit.
      """;

  private ConfigurationPage() {}

  /** The page for these modules, whose folders lie in {@code top}, in this order. */
  static String of(Path top, List<String> modules) throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    for (String module : modules) {
      List<Setting> settings = new ArrayList<>();
      for (Path source : mappings(top.resolve(module).resolve("src/main/java"))) {
        settings.addAll(settings(source));
      }
      page.append("\n## ")
          .append(module)
          .append("\n\n| key | type | default | |\n|---|---|---|---|\n");
      for (Setting setting : settings) {
        page.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(setting.key(), setting.type(), setting.fallback(), setting.text()));
      }
    }
    return page.toString();
  }

  private static List<Path> mappings(Path sources) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        if (Files.readString(file).contains("@ConfigMapping(")) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static List<Setting> settings(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(source));
      CompilationUnitTree unit = task.parse().iterator().next();
      Reader reader = new Reader(DocTrees.instance(task));
      reader.scan(new TreePath(unit), null);
      return reader.settings();
    }
  }

  /** Collects the interfaces of one file: the mapping and those that its settings lie in. */
  private static final class Reader extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final Map<String, List<TreePath>> methods = new HashMap<>();
    private String root = "";
    private String prefix = "";

    Reader(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      String name = type.getSimpleName().toString();
      String found = value(type.getModifiers().getAnnotations(), "ConfigMapping");
      if (found != null) {
        root = name;
        prefix = found;
      }
      List<TreePath> own = new ArrayList<>();
      for (Tree member : type.getMembers()) {
        if (member instanceof MethodTree) {
          own.add(new TreePath(getCurrentPath(), member));
        }
      }
      methods.put(name, own);
      return super.visitClass(type, nothing);
    }

    List<Setting> settings() {
      List<Setting> all = new ArrayList<>();
      collect(root, prefix, all);
      return all;
    }

    private void collect(String type, String path, List<Setting> all) {
      for (TreePath method : methods.getOrDefault(type, List.of())) {
        MethodTree tree = (MethodTree) method.getLeaf();
        List<? extends AnnotationTree> annotations = tree.getModifiers().getAnnotations();
        String name = value(annotations, "WithName");
        String key = path + "." + (name == null ? dashed(tree.getName().toString()) : name);
        String result = tree.getReturnType().toString();
        String each = result.replaceFirst("^Map<String, (.*)>$", "$1");
        if (methods.containsKey(each)) {
          collect(each, each.equals(result) ? key : path + ".NAME", all);
          continue;
        }
        String fallback = value(annotations, "WithDefault");
        boolean optional = result.startsWith("Optional<");
        all.add(
            new Setting(
                key,
                optional ? result.substring(9, result.length() - 1) : result,
                fallback != null ? "`" + fallback + "`" : optional ? "none" : "must be set",
                text(method)));
      }
    }

    private String text(TreePath method) {
      String comment = docs.getDocComment(method);
      return comment == null
          ? ""
          : comment
              .strip()
              .replaceAll("\\s+", " ")
              .replaceAll("\\{@(?:code|link) ([^}]*)\\}", "`$1`")
              .replace("|", "\\|");
    }

    private static String dashed(String name) {
      return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String value(List<? extends AnnotationTree> annotations, String name) {
      for (AnnotationTree annotation : annotations) {
        if (annotation.getAnnotationType().toString().equals(name)) {
          for (ExpressionTree argument : annotation.getArguments()) {
            ExpressionTree given =
                argument instanceof AssignmentTree a ? a.getExpression() : argument;
            if (given instanceof LiteralTree literal) {
              return String.valueOf(literal.getValue());
            }
          }
        }
      }
      return null;
    }
  }
}
