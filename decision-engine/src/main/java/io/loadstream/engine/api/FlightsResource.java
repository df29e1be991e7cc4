package io.loadstream.engine.api;

import io.loadstream.domain.flight.FlightState;
import io.loadstream.engine.live.SalesCurves;
import io.loadstream.engine.live.SalesCurves.Sold;
import io.loadstream.engine.loop.BusyException;
import io.loadstream.engine.loop.EngineLoop;
import io.loadstream.engine.loop.OpenFlights;
import io.loadstream.engine.readmodel.FlightView;
import io.loadstream.engine.readmodel.SharedFlights;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The flights in this engine's hand and, where there is Redis, in the hands of all. */
@Path("/api/flights")
@Tag(name = "Flights", description = "Flights in the hands of this engine and, where there is Redis, of all engines")
public class FlightsResource {

    private static final Logger LOG = Logger.getLogger(FlightsResource.class);

    private final EngineLoop loop;
    private final SharedFlights shared;
    private final SalesCurves curves;

    FlightsResource(EngineLoop loop, SharedFlights shared, SalesCurves curves) {
        this.loop = loop;
        this.shared = shared;
        this.curves = curves;
    }

    /**
     * One page of flights.
     *
     * @param next to be given as {@code after} for the page that follows; absent on the last
     * @param scope whose flights these are
     */
    record Page(List<FlightView> flights, String next, Scope scope) {}

    /** Whose flights an answer covers. */
    enum Scope {
        /** Those in this engine's hand: there is no Redis, or it did not answer. */
        ENGINE,
        /** Those of all engines, as Redis has them; its own as they are. */
        NETWORK
    }

    /**
     * @param after flight id to go on from
     * @param limit 1 to 1,000
     * @param phase only flights in it, such as {@code OPEN}
     * @param route only flights on it, such as {@code LHR-AMS}
     * @param promoted only flights with an offer in force
     */
    @GET
    @Operation(operationId = "flights", summary = "One page of flights, by id")
    public Uni<Page> list(
            @Parameter(description = "Flight id to go on from: `next` of the page before")
                    @QueryParam("after")
                    @DefaultValue("")
                    String after,
            @Parameter(description = "Flights on a page, 1 to 1,000") @QueryParam("limit") @DefaultValue("100")
                    int limit,
            @Parameter(description = "Only flights in it, such as OPEN") @QueryParam("phase") String phase,
            @Parameter(description = "Only flights on it, such as LHR-AMS") @QueryParam("route") String route,
            @Parameter(description = "Only flights with an offer in force")
                    @QueryParam("promoted")
                    @DefaultValue("false")
                    boolean promoted) {
        Limit.check(limit);
        Wanted wanted = new Wanted(phase, route, promoted);
        Uni<List<FlightView>> own = inHand(after, limit + 1, wanted);
        if (!shared.isThere()) {
            return own.map(flights -> page(flights, limit, Scope.ENGINE));
        }
        return shared.after(after, limit + 1, wanted::is)
                .map(Optional::of)
                .onFailure()
                .invoke(e -> LOG.warnf("Redis does not answer for the flights of other engines: %s", e))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(all -> all.isEmpty()
                        ? own.map(flights -> page(flights, limit, Scope.ENGINE))
                        : own.onFailure(BusyException.class)
                                .recoverWithItem(List.of())
                                .map(mine -> page(merged(mine, all.get()), limit, Scope.NETWORK)));
    }

    private Uni<List<FlightView>> inHand(String after, int limit, Wanted wanted) {
        return loop.scan(flights -> {
            // Keeps the first of them all without sorting the rest, and makes views of these alone.
            PriorityQueue<FlightState> page = new PriorityQueue<>(
                    Comparator.comparing(FlightState::flightId).reversed());
            flights.forEach(flight -> {
                if (flight.flightId().compareTo(after) > 0 && wanted.is(flight)) {
                    page.add(flight);
                    if (page.size() > limit) {
                        page.remove();
                    }
                }
            });
            return views(page.stream().map(FlightState::flightId).sorted().toList(), flights);
        });
    }

    private List<FlightView> views(Collection<String> flightIds, OpenFlights flights) {
        List<FlightView> views = new ArrayList<>(flightIds.size());
        flights.forEach(flightIds, (flight, place) -> views.add(FlightView.of(flight, loop.policy(), place.time())));
        return views;
    }

    /** What is in this engine's hand is newer than what Redis has of it. */
    private static List<FlightView> merged(List<FlightView> own, List<FlightView> all) {
        SortedMap<String, FlightView> merged = new TreeMap<>();
        all.forEach(flight -> merged.put(flight.flightId(), flight));
        own.forEach(flight -> merged.put(flight.flightId(), flight));
        return List.copyOf(merged.values());
    }

    private static Page page(List<FlightView> flights, int limit, Scope scope) {
        return flights.size() <= limit
                ? new Page(flights, null, scope)
                : new Page(flights.subList(0, limit), flights.get(limit - 1).flightId(), scope);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "flight", summary = "A flight as it stands")
    public Uni<FlightView> one(@PathParam("id") String id) {
        Uni<Optional<FlightView>> own =
                loop.ask(flights -> views(List.of(id), flights).stream().findFirst());
        Uni<Optional<FlightView>> found = shared.isThere()
                ? own.onFailure(BusyException.class)
                        .recoverWithItem(Optional.empty())
                        .chain(mine -> mine.isPresent() ? Uni.createFrom().item(mine) : shared.find(id))
                : own;
        return found.map(flight -> flight.orElseThrow(() -> new NotFoundException("no flight " + id + " is known")));
    }

    /** How a flight sold, oldest point first. */
    record History(List<Sold> points) {}

    /** Seats booked over event time since this engine took the flight over, thinned out to a bounded number of points. */
    @GET
    @Path("/{id}/history")
    @Operation(operationId = "flightHistory", summary = "How a flight sold since this engine took it over")
    public History history(@PathParam("id") String id) {
        return new History(curves.of(id));
    }
}
