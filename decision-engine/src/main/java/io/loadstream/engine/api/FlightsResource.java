package io.loadstream.engine.api;

import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Schedule;
import io.loadstream.engine.live.SalesCurves;
import io.loadstream.engine.live.SalesCurves.Sold;
import io.loadstream.engine.loop.EngineLoop;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The flights in this engine's hand. */
@Path("/api/flights")
@Tag(name = "Flights", description = "Flights in the hands of this engine")
public class FlightsResource {

    private final EngineLoop loop;

    private final SalesCurves curves;

    FlightsResource(EngineLoop loop, SalesCurves curves) {
        this.loop = loop;
        this.curves = curves;
    }

    /**
     * One page of flights.
     *
     * @param next to be given as {@code after} for the page that follows; absent on the last
     */
    record Page(List<FlightView> flights, String next) {}

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
        return loop.ask(flights -> {
            // Keeps the first of them all without sorting the rest.
            PriorityQueue<FlightState> page = new PriorityQueue<>(
                    Comparator.comparing(FlightState::flightId).reversed());
            flights.forEach(flight -> {
                boolean wanted = flight.flightId().compareTo(after) > 0
                        && (phase == null || flight.phase().name().equals(phase))
                        && (route == null || route.equals(route(flight)))
                        && (!promoted || flight.promotion().offer() != null);
                if (wanted) {
                    page.add(flight);
                    if (page.size() > limit + 1) {
                        page.remove();
                    }
                }
            });
            return page(page.stream().sorted(Comparator.comparing(FlightState::flightId)), limit);
        });
    }

    private Page page(Stream<FlightState> flights, int limit) {
        List<FlightView> views =
                flights.map(flight -> FlightView.of(flight, loop.policy())).toList();
        return views.size() <= limit
                ? new Page(views, null)
                : new Page(views.subList(0, limit), views.get(limit - 1).flightId());
    }

    private static String route(FlightState flight) {
        Schedule schedule = flight.schedule();
        return schedule == null ? null : schedule.originAirport() + '-' + schedule.destinationAirport();
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "flight", summary = "A flight as it stands")
    public Uni<FlightView> one(@PathParam("id") String id) {
        return loop.ask(flights -> {
            FlightState flight = flights.find(id);
            if (flight == null) {
                throw new NotFoundException("no flight " + id + " is known here");
            }
            return FlightView.of(flight, loop.policy());
        });
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
