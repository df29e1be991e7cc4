package io.loadstream.etl.api;

import io.loadstream.etl.report.Answer;
import io.loadstream.etl.report.Csv;
import io.loadstream.etl.report.Report;
import io.loadstream.etl.report.Reports;
import io.loadstream.http.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The evaluation's figures, each with the SQL that it comes from. */
@Path("/api/reports")
@Tag(name = "Reports", description = "The figures of the evaluation, each with its query")
public class ReportsResource {

    private final Reports reports;

    ReportsResource(Reports reports) {
        this.reports = reports;
    }

    record Question(String name, String question) {}

    record Answered(String name, String question, List<String> columns, List<List<Object>> rows) {}

    @GET
    @Operation(operationId = "reports", summary = "Which reports there are")
    public List<Question> all() {
        return Arrays.stream(Report.values())
                .map(report -> new Question(report.slug(), report.question()))
                .toList();
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "report", summary = "What the warehouse answers")
    @Blocking
    public Answered one(@PathParam("name") String name) {
        Report report = report(name);
        Answer answer = reports.answer(report);
        return new Answered(report.slug(), report.question(), answer.columns(), answer.rows());
    }

    @GET
    @Path("/{name}/sql")
    @Operation(operationId = "reportSql", summary = "The query behind a report")
    @Produces(MediaType.TEXT_PLAIN)
    public String sql(@PathParam("name") String name) {
        return report(name).sql();
    }

    @GET
    @Path("/{name}/csv")
    @Operation(operationId = "reportCsv", summary = "A report as CSV (RFC 4180)")
    @Produces("text/csv")
    @Blocking
    public RestResponse<String> csv(@PathParam("name") String name) {
        Report report = report(name);
        return RestResponse.ResponseBuilder.ok(Csv.of(reports.answer(report)))
                .header("Content-Disposition", "attachment; filename=\"" + report.slug() + ".csv\"")
                .build();
    }

    @GET
    @Path("/{name}/parquet")
    @Operation(operationId = "reportParquet", summary = "A report as a Parquet file that tells its query")
    @Produces("application/vnd.apache.parquet")
    @Blocking
    public RestResponse<byte[]> parquet(@PathParam("name") String name) {
        Report report = report(name);
        return RestResponse.ResponseBuilder.ok(reports.parquet(report))
                .header("Content-Disposition", "attachment; filename=\"" + report.slug() + ".parquet\"")
                .build();
    }

    private static Report report(String name) {
        return Report.of(name).orElseThrow(() -> new NotFoundException("no report is called " + name));
    }

    @ServerExceptionMapper
    Response notYet(IllegalStateException e) {
        return Problem.response(Response.Status.SERVICE_UNAVAILABLE, e.getMessage());
    }
}
