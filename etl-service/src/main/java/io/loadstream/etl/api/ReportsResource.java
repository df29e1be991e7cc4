package io.loadstream.etl.api;

import io.loadstream.etl.report.Answer;
import io.loadstream.etl.report.Csv;
import io.loadstream.etl.report.Page;
import io.loadstream.etl.report.Report;
import io.loadstream.etl.report.Reports;
import io.loadstream.http.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The evaluation's figures, each with the SQL that it comes from. */
@Path("/api/reports")
@Tag(name = "Reports", description = "The figures of the evaluation, each with its query")
public class ReportsResource {

    /** Rows that a report has, though fewer may have been asked for. */
    private static final String TOTAL = "X-Total-Count";

    private static final String ALL = "10000";
    private static final String ROWS = "Rows at most, 1 to 10,000; without it ";
    private static final String PASSED_OVER = "Rows to pass over before them";

    private final Reports reports;

    ReportsResource(Reports reports) {
        this.reports = reports;
    }

    record Question(String name, String question) {}

    /**
     * @param offset rows that were passed over before these
     * @param total rows that there are
     */
    record Answered(
            String name, String question, List<String> columns, List<List<Object>> rows, int offset, long total) {}

    @GET
    @Operation(operationId = "reports", summary = "Which reports there are")
    public List<Question> all() {
        return Arrays.stream(Report.values())
                .map(report -> new Question(report.slug(), report.question()))
                .toList();
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "report", summary = "What the warehouse answers, a page of rows")
    @Blocking
    public Answered one(
            @PathParam("name") String name,
            @Parameter(description = ROWS + "as many as its SQL says") @QueryParam("limit") Integer limit,
            @Parameter(description = PASSED_OVER) @QueryParam("offset") @DefaultValue("0") int offset) {
        Report report = report(name);
        Answer answer = reports.answer(report, new Page(limit == null ? report.limit() : limit, offset));
        return new Answered(report.slug(), report.question(), answer.columns(), answer.rows(), offset, answer.total());
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
    public RestResponse<String> csv(
            @PathParam("name") String name,
            @Parameter(description = ROWS + "10,000") @QueryParam("limit") @DefaultValue(ALL) int limit,
            @Parameter(description = PASSED_OVER) @QueryParam("offset") @DefaultValue("0") int offset) {
        Report report = report(name);
        Answer answer = reports.answer(report, new Page(limit, offset));
        return RestResponse.ResponseBuilder.ok(Csv.of(answer))
                .header(TOTAL, answer.total())
                .header("Content-Disposition", "attachment; filename=\"" + report.slug() + ".csv\"")
                .build();
    }

    @GET
    @Path("/{name}/parquet")
    @Operation(operationId = "reportParquet", summary = "A report as a Parquet file that tells its query")
    @Produces("application/vnd.apache.parquet")
    @Blocking
    public RestResponse<byte[]> parquet(
            @PathParam("name") String name,
            @Parameter(description = ROWS + "10,000") @QueryParam("limit") @DefaultValue(ALL) int limit,
            @Parameter(description = PASSED_OVER) @QueryParam("offset") @DefaultValue("0") int offset) {
        Report report = report(name);
        Reports.AnswerFile file = reports.parquet(report, new Page(limit, offset));
        return RestResponse.ResponseBuilder.ok(file.content())
                .header(TOTAL, file.total())
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
