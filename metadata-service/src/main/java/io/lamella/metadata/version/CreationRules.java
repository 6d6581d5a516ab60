package io.lamella.metadata.version;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.metadata.limit.Rules;
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
  private static final int MAX_PARENTS = 1;
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
   * @param parents ids of the parents, in order
   */
  public record Wish(CreateVersion request, String project, String name, List<UUID> parents) {
    /** The profile for a new dataset. */
    String profile() {
      return Objects.requireNonNullElse(request.profile(), "default");
    }
  }

  /** Checks form and limits; answers the request as it is to be kept. */
  public CreateVersion check(CreateVersion r) {
    rules.within("the list of parents", r.parents().size(), MAX_PARENTS, "parent for now");
    if (r.profile() != null && !PROFILES.contains(r.profile())) {
      throw Rules.invalid("the profile is fine, default or coarse, not " + r.profile());
    }
    stores.choose(r.storage(), null);
    return new CreateVersion(
        r.project() == null ? null : rules.project(r.project()),
        r.name() == null ? null : rules.dataset(r.name()),
        r.number() == null ? null : number(r.number().strip()),
        r.parents(),
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

  /** Finds the parents, and takes project and name from the last one where they are left out. */
  public Uni<Wish> complete(Mutiny.Session session, CreateVersion request) {
    @Nullable InDataset base =
        request.project() == null || request.name() == null
            ? null
            : new InDataset(request.project(), request.name(), Selector.LATEST);
    Uni<List<UUID>> parents = Uni.createFrom().item(new ArrayList<UUID>());
    for (String reference : request.parents()) {
      parents =
          parents.chain(
              found ->
                  resolver
                      .find(session, reference, base, false)
                      .map(
                          id -> {
                            found.add(id);
                            return found;
                          }));
    }
    return parents.chain(found -> complete(session, request, found));
  }

  private Uni<Wish> complete(Mutiny.Session session, CreateVersion request, List<UUID> parents) {
    if (request.project() != null && request.name() != null) {
      return Uni.createFrom()
          .item(new Wish(request, request.project(), request.name(), List.copyOf(parents)));
    }
    if (parents.isEmpty()) {
      throw Rules.invalid("say project and name, or a parent to take them from");
    }
    return catalog
        .load(session, parents.get(parents.size() - 1))
        .map(
            last ->
                new Wish(
                    request,
                    Objects.requireNonNullElse(request.project(), last.dataset.project.path),
                    Objects.requireNonNullElse(request.name(), last.dataset.name),
                    List.copyOf(parents)));
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
