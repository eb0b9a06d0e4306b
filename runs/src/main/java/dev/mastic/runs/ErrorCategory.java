package dev.mastic.runs;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The kinds of errors that Glue tells apart, each with what to do about it. The first that matches an error is its kind.
 *
 * <p>Source of the names: the AWS Glue documentation, "Monitoring with AWS Glue observability metrics".
 */
enum ErrorCategory {
    PERMISSION_ERROR("is not authorized to perform|AccessDenied|Access Denied", ""),
    OUT_OF_MEMORY_ERROR(
            "OutOfMemoryError|MemoryError|exceeding memory limits|GC overhead limit|ExecutorLostFailure.*(137|OOM)",
            ""),
    DISK_NO_SPACE_ERROR(
            "No space left on device|Disk quota exceeded",
            "free disk space, or shuffle and cache less: filter early, join the small side by broadcast"),
    IMPORT_ERROR(
            "^(ModuleNotFoundError|ImportError|NoClassDefFoundError|ClassNotFoundException)|ModuleInstallationError",
            "name the package in --additional-python-modules, its file in --extra-py-files, or its jar in --extra-jars"),
    COMPILATION_ERROR("^CompilationError", ""),
    SYNTAX_ERROR("^(SyntaxError|IndentationError|TabError)", ""),
    RESOURCE_NOT_FOUND_ERROR(
            "PATH_NOT_FOUND|Path does not exist|FileNotFoundException|FileNotFoundError|NoSuchBucket|NoSuchKey|NoSuchUpload"
                    + "|EntityNotFoundException|NoSuchDatabase|NoSuchTable|No such file",
            "check the name, its bucket and its region: what is read must be there before the run"),
    RESOURCES_ALREADY_EXISTS_ERROR(
            "AlreadyExists|PATH_ALREADY_EXISTS|already exists",
            "write with mode overwrite or append, or to another place"),
    SCHEMA_ERROR(
            "SchemaColumnConvertNotSupported|CANNOT_MERGE|CAST_INVALID_INPUT|DATATYPE_MISMATCH|column cannot be converted"
                    + "|incompatible (types|schema)|Failed to merge|cannot resolve.*data type mismatch",
            "the data has another type than the script or the table says: look at printSchema(), settle mixed types with"
                    + " resolveChoice, or mend the table's columns"),
    COLUMN_ERROR(
            "UNRESOLVED_COLUMN|FIELD_NOT_FOUND|Column .* does not exist|cannot resolve",
            "use one of the columns that are there: printSchema() shows them; names may differ in case, or hold dots"),
    QUERY_ERROR(
            "AnalysisException|ParseException|TABLE_OR_VIEW_NOT_FOUND|Table or view not found",
            "check the statement, and that tables are named with their database"),
    THROTTLING_ERROR(
            "Throttling|SlowDown|Too ?Many ?Requests|Rate exceeded", "ask less often, or with fewer tasks at once"),
    CONNECTION_ERROR(
            "Connection refused|ConnectException|UnknownHost|SocketTimeout|connect timed out|Connection reset"
                    + "|EndpointConnectionError|Communications link failure|The connection attempt failed",
            "check address, port and network of what the script connects to, and that it is up"),
    UNSUPPORTED_OPERATION_ERROR(
            "UnsupportedOperation|NotImplemented|NotSupported", "the message names what is not there and what is"),
    INVALID_ARGUMENT_ERROR(
            "GlueArgumentError|IllegalArgument|the following arguments are required|InvalidInput",
            "check the job's parameters and the options of the call"),
    SYSTEM_EXIT_ERROR("^SystemExit|ended (its process )?with status", ""),
    UNCLASSIFIED_ERROR("", "");

    private final Pattern pattern;
    private final String remedy;

    ErrorCategory(String pattern, String remedy) {
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
        this.remedy = remedy;
    }

    static ErrorCategory of(String error) {
        return Arrays.stream(values())
                .filter(category -> category.pattern.matcher(error).find())
                .findFirst()
                .orElse(UNCLASSIFIED_ERROR);
    }

    /** As Glue calls it: two of ours are one there. */
    String glueName() {
        return this == SCHEMA_ERROR || this == COLUMN_ERROR ? QUERY_ERROR.name() : name();
    }

    /** What to do about it; empty when the error itself says it all. */
    String remedy() {
        return remedy;
    }
}
