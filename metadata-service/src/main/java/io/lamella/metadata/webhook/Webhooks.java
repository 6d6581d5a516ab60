package io.lamella.metadata.webhook;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateWebhook;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.WebhookView;
import io.lamella.metadata.journal.EventFilter;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The webhooks. */
@ApplicationScoped
class Webhooks {
  /** Parts of the cursor of a listing. */
  static final int CURSOR_PARTS = 2;

  private static final int URL_LENGTH = 2_048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private static final String CREATE =
      """
      INSERT INTO webhook (id, url, types, project, dataset, tags, secret, description, since,
        created, created_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce((SELECT max(place) FROM journal), 0),
        date_trunc('milliseconds', now()), $9)
      ON CONFLICT (id) DO NOTHING
      RETURNING *
      """;
  private static final String LIST =
      """
      SELECT * FROM webhook WHERE $1::timestamptz IS NULL OR (created, id) < ($1, $2::uuid)
      ORDER BY created DESC, id DESC LIMIT $3
      """;
  private static final String DISABLE =
      "UPDATE webhook SET disabled = $2 WHERE id = $1 AND disabled IS NULL";
  private static final String ENABLE = "UPDATE webhook SET disabled = NULL WHERE id = $1";
  private static final String GIVE_UP =
      "UPDATE delivery SET status = 'failed', ended = now(), error = $2"
          + " WHERE webhook = $1 AND status = 'pending'";

  private final Pool pool;
  private final Rules rules;
  private final Reach reach;
  private final int most;

  @Inject
  Webhooks(Pool pool, Rules rules, Reach reach, WebhookConfig config) {
    this.pool = pool;
    this.rules = rules;
    this.reach = reach;
    this.most = config.most();
  }

  /**
   * Makes a webhook; the same request sent again answers the same, without the secret.
   *
   * @throws LamellaException {@code invalid-request}, {@code limit-exceeded}, or {@code conflict}
   *     where the id is that of another one
   */
  Uni<WebhookView> create(CreateWebhook wish, String by) {
    String url = url(wish.url());
    String secret = wish.secret() == null ? Secrets.make() : Secrets.given(wish.secret());
    Tuple row =
        Tuple.tuple()
            .addUUID(wish.id() == null ? UUID.randomUUID() : wish.id())
            .addString(url)
            .addArrayOfString(EventFilter.types(wish.types()).toArray(String[]::new))
            .addString(name("a project", wish.project()))
            .addString(name("a dataset", wish.dataset()))
            .addArrayOfString(rules.tags(wish.tags()).toArray(String[]::new))
            .addString(secret)
            .addString(rules.text("the description", wish.description()))
            .addString(by);
    UUID id = row.getUUID(0);
    return room()
        .chain(() -> pool.preparedQuery(CREATE).execute(row))
        .chain(
            made ->
                made.rowCount() == 1
                    ? Uni.createFrom()
                        .item(all(made).get(0).view(wish.secret() == null ? secret : null))
                    : get(id).map(found -> known(found, url, by)));
  }

  private Uni<Void> room() {
    return pool.query("SELECT count(*) FROM webhook")
        .execute()
        .map(rows -> rows.iterator().next().getLong(0))
        .invoke(count -> rules.within("the list of webhooks", count + 1, most, "webhooks"))
        .replaceWithVoid();
  }

  private static WebhookView known(Webhook found, String url, String by) {
    if (!found.url().equals(url) || !found.createdBy().equals(by)) {
      throw new LamellaException(ErrorCode.CONFLICT, "another webhook has this id");
    }
    return found.view(null);
  }

  private String url(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw Rules.invalid("say the url that events are posted to");
    }
    rules.within("a url", text.length(), URL_LENGTH, "characters");
    try {
      URI url = new URI(rules.storable("a url", text));
      if (SCHEMES.contains(String.valueOf(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null) {
        if (reach.excludes(url.getHost())) {
          throw Rules.invalid(url.getHost() + " lies in no network that is allowed");
        }
        return text;
      }
    } catch (URISyntaxException e) {
      throw Rules.invalid("no url that events can be posted to: " + e.getReason());
    } catch (IllegalArgumentException e) {
      throw Rules.invalid("no url that events can be posted to: " + e.getMessage());
    }
    throw Rules.invalid(
        "a url is http://host/path or https://host/path, without name and password");
  }

  private @Nullable String name(String what, @Nullable String given) {
    if (given == null || given.isEmpty()) {
      return null;
    }
    rules.within(what, given.length(), URL_LENGTH, "characters");
    return rules.storable(what, given);
  }

  /**
   * One of them.
   *
   * @throws LamellaException {@code not-found}
   */
  Uni<Webhook> get(UUID id) {
    return pool.preparedQuery("SELECT * FROM webhook WHERE id = $1")
        .execute(Tuple.of(id))
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new LamellaException(ErrorCode.NOT_FOUND, "there is no webhook " + id);
              }
              return all(rows).get(0);
            });
  }

  /** The newest first. */
  Uni<Page<WebhookView>> page(Paging.Wanted wanted) {
    Cursor after = wanted.after();
    return pool.preparedQuery(LIST)
        .execute(
            Tuple.of(
                after == null ? null : after.time(0).atOffset(ZoneOffset.UTC),
                after == null ? null : after.id(1),
                wanted.rows()))
        .map(Webhooks::all)
        .map(
            found -> {
              Page<Webhook> page =
                  wanted.page(
                      found.size(),
                      found,
                      hook -> Cursor.of(hook.created().toString(), hook.id().toString()));
              return new Page<>(
                  page.items().stream().map(hook -> hook.view(null)).toList(), page.next());
            });
  }

  /** All that events are for. */
  Uni<List<Webhook>> inUse(SqlConnection tx) {
    return tx.query("SELECT * FROM webhook WHERE disabled IS NULL").execute().map(Webhooks::all);
  }

  /** Ends a webhook with all its deliveries; false when there is none. */
  Uni<Boolean> delete(UUID id) {
    return pool.preparedQuery("DELETE FROM webhook WHERE id = $1")
        .execute(Tuple.of(id))
        .map(done -> done.rowCount() == 1);
  }

  /** Nothing is sent to it any more. */
  Uni<Void> disable(UUID id, String why) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(DISABLE)
                .execute(Tuple.of(id, why))
                .chain(() -> tx.preparedQuery(GIVE_UP).execute(Tuple.of(id, why)))
                .replaceWithVoid());
  }

  /** Events from now on are sent to it again; false when there is none. */
  Uni<Boolean> enable(UUID id) {
    return pool.preparedQuery(ENABLE).execute(Tuple.of(id)).map(done -> done.rowCount() == 1);
  }

  static List<Webhook> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(Webhook::of).toList();
  }
}
