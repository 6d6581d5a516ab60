package io.lamella.cli;

import io.lamella.cli.cache.CacheCommand;
import io.lamella.cli.cleanup.CleanupCommand;
import io.lamella.cli.clearml.ImportClearmlCommand;
import io.lamella.cli.deadletter.DlqCommand;
import io.lamella.cli.event.EventsCommand;
import io.lamella.cli.files.AddCommand;
import io.lamella.cli.files.CompareCommand;
import io.lamella.cli.files.GetCommand;
import io.lamella.cli.files.ListCommand;
import io.lamella.cli.files.RemoveCommand;
import io.lamella.cli.files.SyncCommand;
import io.lamella.cli.files.UploadCommand;
import io.lamella.cli.files.VerifyCommand;
import io.lamella.cli.ingest.IngestCommand;
import io.lamella.cli.intake.IntakeCommand;
import io.lamella.cli.preview.PreviewCommand;
import io.lamella.cli.preview.StatisticsCommand;
import io.lamella.cli.records.RecordsCommand;
import io.lamella.cli.report.ReportsCommand;
import io.lamella.cli.run.UsedByCommand;
import io.lamella.cli.run.UsesCommand;
import io.lamella.cli.server.DoctorCommand;
import io.lamella.cli.server.LoginCommand;
import io.lamella.cli.server.WhoamiCommand;
import io.lamella.cli.storage.StorageCommand;
import io.lamella.cli.version.AbortCommand;
import io.lamella.cli.version.ArchiveCommand;
import io.lamella.cli.version.CloseCommand;
import io.lamella.cli.version.CreateCommand;
import io.lamella.cli.version.DeleteCommand;
import io.lamella.cli.version.DescribeCommand;
import io.lamella.cli.version.ImportOfflineCommand;
import io.lamella.cli.version.LineageCommand;
import io.lamella.cli.version.LogCommand;
import io.lamella.cli.version.MetadataCommand;
import io.lamella.cli.version.MoveCommand;
import io.lamella.cli.version.PublishCommand;
import io.lamella.cli.version.RenameCommand;
import io.lamella.cli.version.RestoreCommand;
import io.lamella.cli.version.ResumeCommand;
import io.lamella.cli.version.SearchCommand;
import io.lamella.cli.version.ShowCommand;
import io.lamella.cli.version.SquashCommand;
import io.lamella.cli.version.StatusCommand;
import io.lamella.cli.version.TagCommand;
import io.lamella.cli.version.UnarchiveCommand;
import io.lamella.cli.webhook.WebhookCommand;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands by name. Their classes are loaded when they are needed. */
final class Commands {
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();
  private static final Map<String, String> ALIASES =
      Map.of("diff", "compare", "set-description", "describe");

  static {
    COMMANDS.put("create", CreateCommand::new);
    COMMANDS.put("add", AddCommand::new);
    COMMANDS.put("remove", RemoveCommand::new);
    COMMANDS.put("upload", UploadCommand::new);
    COMMANDS.put("sync", SyncCommand::new);
    COMMANDS.put("ingest", IngestCommand::new);
    COMMANDS.put("intake", IntakeCommand::new);
    COMMANDS.put("close", CloseCommand::new);
    COMMANDS.put("import-offline", ImportOfflineCommand::new);
    COMMANDS.put("import-clearml", ImportClearmlCommand::new);
    COMMANDS.put("publish", PublishCommand::new);
    COMMANDS.put("abort", AbortCommand::new);
    COMMANDS.put("resume", ResumeCommand::new);
    COMMANDS.put("get", GetCommand::new);
    COMMANDS.put("list", ListCommand::new);
    COMMANDS.put("show", ShowCommand::new);
    COMMANDS.put("status", StatusCommand::new);
    COMMANDS.put("search", SearchCommand::new);
    COMMANDS.put("compare", CompareCommand::new);
    COMMANDS.put("preview", PreviewCommand::new);
    COMMANDS.put("statistics", StatisticsCommand::new);
    COMMANDS.put("log", LogCommand::new);
    COMMANDS.put("lineage", LineageCommand::new);
    COMMANDS.put("delete", DeleteCommand::new);
    COMMANDS.put("restore", RestoreCommand::new);
    COMMANDS.put("rename", RenameCommand::new);
    COMMANDS.put("move", MoveCommand::new);
    COMMANDS.put("tag", TagCommand::new);
    COMMANDS.put("describe", DescribeCommand::new);
    COMMANDS.put("metadata", MetadataCommand::new);
    COMMANDS.put("archive", ArchiveCommand::new);
    COMMANDS.put("unarchive", UnarchiveCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
    COMMANDS.put("cache", CacheCommand::new);
    COMMANDS.put("cleanup", CleanupCommand::new);
    COMMANDS.put("records", RecordsCommand::new);
    COMMANDS.put("squash", SquashCommand::new);
    COMMANDS.put("used-by", UsedByCommand::new);
    COMMANDS.put("uses", UsesCommand::new);
    COMMANDS.put("reports", ReportsCommand::new);
    COMMANDS.put("events", EventsCommand::new);
    COMMANDS.put("webhook", WebhookCommand::new);
    COMMANDS.put("dlq", DlqCommand::new);
    COMMANDS.put("storage", StorageCommand::new);
    COMMANDS.put("login", LoginCommand::new);
    COMMANDS.put("whoami", WhoamiCommand::new);
    COMMANDS.put("doctor", DoctorCommand::new);
  }

  private Commands() {}

  /** The commands that these arguments need: the one named first, else all. */
  static List<String> wanted(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    String name = ALIASES.getOrDefault(first, first);
    return COMMANDS.containsKey(name) ? List.of(name) : List.copyOf(COMMANDS.keySet());
  }

  static Object make(String name) {
    Supplier<Object> maker = COMMANDS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException("no such command: " + name);
    }
    return maker.get();
  }

  static String[] aliases(String name) {
    return ALIASES.entrySet().stream()
        .filter(alias -> alias.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toArray(String[]::new);
  }

  /** The command that looks most like {@code word}; null: none does. */
  static @Nullable String closest(String word) {
    return COMMANDS.keySet().stream()
        .filter(name -> distance(name, word) <= 2)
        .min(Comparator.comparingInt(name -> distance(name, word)))
        .orElse(null);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
