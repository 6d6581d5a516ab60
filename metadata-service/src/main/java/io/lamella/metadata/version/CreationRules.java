package io.lamella.metadata.version;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.merge.MergeRules;
import io.lamella.metadata.number.VersionNumber;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.reference.Reference.InDataset;
import io.lamella.metadata.reference.Reference.Selector;
import io.lamella.metadata.reference.Resolver;
import io.lamella.metadata.store.Stores;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a request to create a version must look like, and what it leaves to its parents. */
@ApplicationScoped
public class CreationRules {
  /** A ticket names each with its root and its base, and has to fit into a request's head. */
  private static final int MAX_PARENTS = 32;

  private static final Set<String> PROFILES = Set.of("fine", "default", "coarse");
  private static final Pattern NUMBER = Pattern.compile("[^\\s@/,\\p{Cntrl}]+");

  private final Rules rules;
  private final Resolver resolver;
  private final Catalog catalog;
  private final Stores stores;

  @Inject
  CreationRules(Rules rules, Resolver resolver, Catalog catalog, Stores stores) {
    this.rules = rules;
    this.resolver = resolver;
    this.catalog = catalog;
    this.stores = stores;
  }

  /**
   * A request that is complete.
   *
   * @param request as it was checked
   * @param project path of the project
   * @param name name of the dataset
   * @param sources ids of the parents or of what it squashes, in order
   */
  public record Wish(CreateVersion request, String project, String name, List<UUID> sources) {
    /** True when the sources are not its parents. */
    boolean squashes() {
      return !request.squash().isEmpty();
    }

    /** How its sources come together. */
    Ticket.Merge merge() {
      return MergeRules.of(request.merge(), request.onConflict(), squashes());
    }

    /** The profile for a new dataset. */
    String profile() {
      return Objects.requireNonNullElse(request.profile(), "default");
    }
  }

  /** Checks form and limits; answers the request as it is to be kept. */
  public CreateVersion check(CreateVersion r) {
    rules.within("the list of parents", r.parents().size(), MAX_PARENTS, "versions");
    rules.within("the list to squash", r.squash().size(), MAX_PARENTS, "versions");
    if (!r.parents().isEmpty() && !r.squash().isEmpty()) {
      throw Rules.invalid("a version that squashes others has no parents: name one or the other");
    }
    MergeRules.of(r.merge(), r.onConflict(), false);
    if (r.profile() != null && !PROFILES.contains(r.profile())) {
      throw Rules.invalid("the profile is fine, default or coarse, not " + r.profile());
    }
    stores.choose(r.storage(), null);
    return new CreateVersion(
        r.id(),
        r.project() == null ? null : rules.project(r.project()),
        r.name() == null ? null : rules.dataset(r.name()),
        r.number() == null ? null : number(r.number().strip()),
        r.parents(),
        r.squash(),
        r.merge(),
        r.onConflict(),
        rules.tags(r.tags()),
        rules.text("the description", r.description()),
        rules.text("the message", r.message()),
        r.profile(),
        r.storage(),
        rules.metadata("the metadata", r.metadata()),
        rules.metadata("producedBy", r.producedBy()));
  }

  private String number(String number) {
    rules.within("a version number", number.length(), VersionNumber.MAX_LENGTH, "characters");
    if (!NUMBER.matcher(number).matches()
        || number.equals("latest")
        || number.equals("published")) {
      throw new LamellaException(
          ErrorCode.INVALID_NUMBER,
          "a number is like 1.0.3; it has no space, comma, @ or /, and is not \"latest\" or"
              + " \"published\"");
    }
    return number;
  }

  /** Finds the sources, and takes project and name from the last one where they are left out. */
  public Uni<Wish> complete(Mutiny.Session session, CreateVersion request) {
    @Nullable InDataset base =
        request.project() == null || request.name() == null
            ? null
            : new InDataset(request.project(), request.name(), Selector.LATEST);
    List<String> references = request.squash().isEmpty() ? request.parents() : request.squash();
    Uni<List<UUID>> sources = Uni.createFrom().item(new ArrayList<UUID>());
    for (String reference : references) {
      sources =
          sources.chain(
              found ->
                  resolver
                      .find(session, reference, base, false)
                      .map(
                          id -> {
                            if (found.contains(id)) {
                              throw Rules.invalid(reference + " is named twice");
                            }
                            found.add(id);
                            return found;
                          }));
    }
    return sources.chain(found -> complete(session, request, found));
  }

  private Uni<Wish> complete(Mutiny.Session session, CreateVersion request, List<UUID> sources) {
    if (request.project() != null && request.name() != null) {
      return Uni.createFrom()
          .item(new Wish(request, request.project(), request.name(), List.copyOf(sources)));
    }
    if (sources.isEmpty()) {
      throw Rules.invalid("say project and name, or a parent to take them from");
    }
    return catalog
        .load(session, sources.get(sources.size() - 1))
        .map(
            last ->
                new Wish(
                    request,
                    Objects.requireNonNullElse(request.project(), last.dataset.project.path),
                    Objects.requireNonNullElse(request.name(), last.dataset.name),
                    List.copyOf(sources)));
  }

  /** Whether a version may be made in a dataset that was there already. */
  public void fits(Dataset dataset, Wish wish) {
    String asked = wish.request().profile();
    if (asked != null && !asked.equals(dataset.profile)) {
      throw Rules.invalid(
          "the profile of " + wish.name() + " is " + dataset.profile + " since it was made");
    }
    if (dataset.archived) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE, "the dataset " + wish.name() + " is archived: unarchive it first");
    }
  }
}
