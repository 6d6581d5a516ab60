package io.lamella.metadata.intake;

import io.lamella.content.glob.Glob;
import io.lamella.content.glob.Globs;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.contracts.rest.IntakeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a rule takes, and what closes its window. */
final class Criteria {
  private final IntakeRule rule;
  private final Optional<Address> from;
  private final Predicate<String> type;
  private final Predicate<String> subject;
  private final boolean closesByEvent;
  private final Predicate<String> closeType;
  private final Predicate<String> closeSubject;
  private final Globs include;
  private final Globs exclude;

  Criteria(IntakeRule rule) {
    this.rule = rule;
    this.from = Optional.ofNullable(rule.from()).map(Address::of);
    this.type = glob(rule.type());
    this.subject = glob(rule.subject());
    IntakeClosing close = rule.close();
    this.closesByEvent = close.type() != null || close.subject() != null;
    this.closeType = glob(close.type());
    this.closeSubject = glob(close.subject());
    this.include = Globs.anywhere(rule.include());
    this.exclude = Globs.anywhere(rule.exclude());
  }

  /** Everything, where there is none. A subject begins with a slash that counts, or with none. */
  private static Predicate<String> glob(@Nullable String text) {
    if (text == null) {
      return any -> true;
    }
    Glob glob = Glob.of(text);
    boolean rooted = text.startsWith("/");
    return given ->
        rooted ? given.startsWith("/") && glob.matches(given.substring(1)) : glob.matches(given);
  }

  /** Whether an event's type and subject are such as the rule takes. */
  boolean hears(Happening event) {
    return type.test(event.type()) && subject.test(event.subject());
  }

  /** Whether the event ends a version. */
  boolean isClosedBy(Happening event) {
    return closesByEvent && closeType.test(event.type()) && closeSubject.test(event.subject());
  }

  /** What of an event that the rule hears goes into the version. */
  List<Piece> pieces(Happening event) {
    List<Piece> pieces = new ArrayList<>();
    event.arrivals().forEach(arrival -> piece(arrival).ifPresent(pieces::add));
    return pieces;
  }

  private Optional<Piece> piece(Arrival arrival) {
    if (arrival instanceof Arrival.Single single) {
      return comesFrom(single.address()) ? single(single) : Optional.empty();
    }
    if (arrival instanceof Arrival.Many many) {
      return comesFrom(many.address()) ? Optional.of(many(many)) : Optional.empty();
    }
    IngestSource source = ((Arrival.Content) arrival).source();
    String path = String.valueOf(source.path());
    return from.isEmpty() && isWanted(path)
        ? Optional.of(Piece.content(at(source, in(path)), arrival.size()))
        : Optional.empty();
  }

  private boolean comesFrom(@Nullable Address address) {
    return from.isEmpty() || (address != null && address.beginsWith(from.get()));
  }

  private Optional<Piece> single(Arrival.Single single) {
    String below = single.address().below(from);
    String folder = single.folder();
    String path =
        folder == null ? below : join(folder, below.substring(below.lastIndexOf('/') + 1));
    return isWanted(path)
        ? Optional.of(Piece.object(single.address(), in(path), single.size()))
        : Optional.empty();
  }

  /** What it finds is looked through by whoever lists it. */
  private Piece many(Arrival.Many many) {
    IngestSource source = many.source();
    List<String> excluded = new ArrayList<>(source.exclude());
    excluded.addAll(rule.exclude());
    return Piece.alone(
        new IngestSource(
            source.uri(),
            source.list(),
            source.content(),
            source.base64(),
            source.include().isEmpty() ? rule.include() : source.include(),
            excluded,
            source.path() == null ? rule.path() : in(source.path())),
        many.size());
  }

  private boolean isWanted(String path) {
    return (include.isEmpty() || matches(include, path)) && !matches(exclude, path);
  }

  private static boolean matches(Globs globs, String path) {
    return globs.patterns().stream().anyMatch(glob -> glob.matches(path));
  }

  private String in(String path) {
    return rule.path() == null ? path : rule.path() + "/" + path;
  }

  private static String join(String folder, String name) {
    String plain = folder.replaceAll("/+$", "");
    return plain.isEmpty() ? name : plain + "/" + name;
  }

  private static IngestSource at(IngestSource source, String path) {
    return new IngestSource(
        source.uri(),
        source.list(),
        source.content(),
        source.base64(),
        source.include(),
        source.exclude(),
        path);
  }
}
