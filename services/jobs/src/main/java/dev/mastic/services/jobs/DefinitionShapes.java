package dev.mastic.services.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.jobs.studio.StudioScript;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobMode;

/** Makes definitions of what callers ask for: within the limits of their usage profiles, and with what they name there. */
final class DefinitionShapes {
    private static final String SCALA = "scala";

    private final ObjectMapper json = new ObjectMapper();
    private final UsageProfiles profiles;
    private final EncryptionShapes encryption;
    private final GeneratedScripts scripts;

    DefinitionShapes(UsageProfiles profiles, EncryptionShapes encryption, GeneratedScripts scripts) {
        this.profiles = profiles;
        this.encryption = encryption;
        this.scripts = scripts;
    }

    /** The definition to keep: checked, defaults filled in, the caller's profile assigned. */
    String definition(Caller caller, Job asked) {
        if (asked.securityConfiguration() != null) {
            encryption.require(caller, asked.securityConfiguration());
        }
        Optional<ProfileShapes> profile = profiles.ofCaller(caller);
        Job job = profile.map(limits -> limits.withDefaults(asked)).orElse(asked);
        String definition = JobShapes.definition(job);
        profile.ifPresent(limits -> limits.enforce(job.workerTypeAsString(), job.numberOfWorkers(), job.timeout()));
        if (job.hasCodeGenConfigurationNodes()
                && !job.codeGenConfigurationNodes().isEmpty()) {
            generate(caller, job, definition);
        }
        return definition;
    }

    /** A visual job's script is that of its graph; any other job's own script stays. */
    private void generate(Caller caller, Job job, String definition) {
        String script = StudioScript.of(read(definition).path("CodeGenConfigurationNodes"));
        if (SCALA.equals(job.defaultArguments().get("--job-language"))) {
            throw new ServiceException(
                    ErrorCode.NOT_IMPLEMENTED, "CodeGenConfigurationNodes: --job-language scala (supported: python)");
        }
        String location = job.command().scriptLocation();
        if (job.jobMode() == JobMode.VISUAL) {
            scripts.replace(caller, location, script);
        } else {
            scripts.writeWhereNothingIs(caller, location, script);
        }
    }

    private JsonNode read(String definition) {
        try {
            return json.readTree(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a definition is not JSON", e);
        }
    }
}
