package io.loadstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.http.Admission.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final String TOKEN = "a-token-of-enough-letters";
    private static final Admission BY_TOKEN = new Admission(TOKEN, false);
    private static final Admission WITHOUT_TOKEN = new Admission(null, false);

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer a-token-of-enough-letter",
                "Bearer a-token-of-enough-letters!",
                "Basic YTpi",
                "a-token-of-enough-letters"
            })
    void withATokenEvenLocalChangesNeedExactlyIt(String authorization) {
        assertThat(BY_TOKEN.judge(new Caller("127.0.0.1", authorization, null), true))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void tokenAdmitsFromAnywhere() {
        assertThat(BY_TOKEN.judge(new Caller("203.0.113.7", "bearer " + TOKEN, "https://elsewhere.example"), true))
                .isEqualTo(Verdict.ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "10.0.0.1", "172.17.0.1", "fe80::1", "localhost", "not an address", ""})
    void withoutATokenOthersChangeNothing(String address) {
        assertThat(WITHOUT_TOKEN.judge(new Caller(address, "Bearer " + TOKEN, null), true))
                .isEqualTo(Verdict.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1"})
    void withoutATokenThisMachineChanges(String address) {
        assertThat(WITHOUT_TOKEN.judge(new Caller(address, null, null), true)).isEqualTo(Verdict.ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example", "http://localhost.elsewhere.example", "null", "http://[", ""})
    void strangersPageInALocalBrowserChangesNothing(String origin) {
        assertThat(WITHOUT_TOKEN.judge(new Caller("127.0.0.1", null, origin), true))
                .isEqualTo(Verdict.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:8080"})
    void ownPageChanges(String origin) {
        assertThat(WITHOUT_TOKEN.judge(new Caller("127.0.0.1", null, origin), true))
                .isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void readingIsOpenUnlessClosed() {
        Caller stranger = new Caller("203.0.113.7", null, null);
        assertThat(BY_TOKEN.judge(stranger, false)).isEqualTo(Verdict.ADMITTED);
        assertThat(new Admission(TOKEN, true).judge(stranger, false)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void weakOrMissingTokenIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new Admission("short", false))
                .hasMessageContaining("16 characters")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> new Admission(null, true)).hasMessageContaining("loadstream.http.token");
    }

    @Test
    void tokenIsNotTold() {
        assertThat(BY_TOKEN.toString()).doesNotContain(TOKEN);
    }
}
