package io.loadstream.etl.api;

import io.loadstream.etl.report.Answer;
import io.loadstream.etl.report.Csv;
import io.loadstream.etl.report.Report;
import io.loadstream.etl.report.Reports;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The evaluation's figures, each with the SQL that it comes from. */
@Path("/api/reports")
public class ReportsResource {

    private final Reports reports;

    ReportsResource(Reports reports) {
        this.reports = reports;
    }

    record Question(String name, String question) {}

    record Answered(String name, String question, List<String> columns, List<List<Object>> rows) {}

    record Problem(String title, int status, String detail) {}

    @GET
    public List<Question> all() {
        return Arrays.stream(Report.values())
                .map(report -> new Question(report.slug(), report.question()))
                .toList();
    }

    @GET
    @Path("/{name}")
    @Blocking
    public Answered one(@PathParam("name") String name) {
        Report report = report(name);
        Answer answer = reports.answer(report);
        return new Answered(report.slug(), report.question(), answer.columns(), answer.rows());
    }

    @GET
    @Path("/{name}/sql")
    @Produces(MediaType.TEXT_PLAIN)
    public String sql(@PathParam("name") String name) {
        return report(name).sql();
    }

    @GET
    @Path("/{name}/csv")
    @Produces("text/csv")
    @Blocking
    public RestResponse<String> csv(@PathParam("name") String name) {
        Report report = report(name);
        return RestResponse.ResponseBuilder.ok(Csv.of(reports.answer(report)))
                .header("Content-Disposition", "attachment; filename=\"" + report.slug() + ".csv\"")
                .build();
    }

    private static Report report(String name) {
        return Report.of(name).orElseThrow(() -> new NotFoundException("no report is called " + name));
    }

    @ServerExceptionMapper
    RestResponse<Problem> unknown(NotFoundException e) {
        return problem(RestResponse.Status.NOT_FOUND, e);
    }

    @ServerExceptionMapper
    RestResponse<Problem> notYet(IllegalStateException e) {
        return problem(RestResponse.Status.SERVICE_UNAVAILABLE, e);
    }

    private static RestResponse<Problem> problem(RestResponse.Status status, Exception e) {
        return RestResponse.ResponseBuilder.create(
                        status, new Problem(status.getReasonPhrase(), status.getStatusCode(), e.getMessage()))
                .header("Content-Type", "application/problem+json")
                .build();
    }
}
