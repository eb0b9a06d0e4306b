package dev.mastic.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.SampleApi;
import org.junit.jupiter.api.Test;

class TestCoveragePage {
    @Test
    void thePageNamesEveryOperationAndWhetherItIsThere() {
        String page = new CoveragePage(SampleApi.table()).markdown();

        assertThat(page)
                .contains("| [AWS Glue](#aws-glue) | 4 | 299 |")
                .contains("| `CreateJob` | yes |")
                .contains("| `CreateMLTransform` | no |")
                .contains("## Amazon S3")
                .contains("| `ListObjectsV2` | yes |")
                .contains("| `PutObject` | no |");
        assertThat(page.lines().filter(line -> line.equals("| `CreateMlTransform` | no |")))
                .isEmpty();
    }
}
