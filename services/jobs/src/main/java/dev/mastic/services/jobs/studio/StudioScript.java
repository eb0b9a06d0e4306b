package dev.mastic.services.jobs.studio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mastic.aws.ServiceException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the script of a graph: one statement for each node, in the order in which records go through them. */
public final class StudioScript {
    private static final String HEAD = """
            import re
            import sys

            from awsglue import DynamicFrame
            from awsglue.context import GlueContext
            from awsglue.dynamicframe import DynamicFrameCollection
            from awsglue.job import Job
            from awsglue.transforms import *
            from awsglue.utils import getResolvedOptions
            from pyspark.context import SparkContext
            from pyspark.sql import functions as SqlFuncs

            args = getResolvedOptions(sys.argv, ["JOB_NAME"])
            sc = SparkContext.getOrCreate()
            glueContext = GlueContext(sc)
            spark = glueContext.spark_session
            job = Job(glueContext)
            job.init(args["JOB_NAME"], args)
            """;

    private final StringBuilder script = new StringBuilder(HEAD);
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Statement> statements = new HashMap<>();

    /** Writes the Python of one node into a script. */
    @FunctionalInterface
    interface Statement {
        void write(StudioNode node, StudioScript script);
    }

    private StudioScript() {
        StudioSources.addTo(statements);
        StudioTransforms.addTo(statements);
        StudioTargets.addTo(statements);
    }

    /**
     * The script of {@code CodeGenConfigurationNodes}.
     *
     * @param nodes by id, as the API's JSON has them
     * @throws ServiceException when they are no graph, or one of them is not supported
     */
    public static String of(JsonNode nodes) {
        return new StudioScript().write(StudioGraph.of(nodes).ordered());
    }

    private String write(List<StudioNode> nodes) {
        Set<String> taken = new HashSet<>();
        for (StudioNode node : nodes) {
            String name = Python.name(node);
            while (!taken.add(name)) {
                name += "_";
            }
            names.put(node.id(), name);
        }
        for (StudioNode node : nodes) {
            Statement statement = statements.get(node.type());
            if (statement == null) {
                throw node.notSupported("this type of node");
            }
            line("");
            line("# Script generated for node " + node.name().replaceAll("\\R", " "));
            statement.write(node, this);
        }
        line("");
        line("job.commit()");
        return script.toString();
    }

    /** The variable that holds the records of a node. */
    String variable(StudioNode node) {
        return variable(node.id());
    }

    String variable(String id) {
        return names.getOrDefault(id, id);
    }

    /** The variable that holds the records of a node's only input. */
    String input(StudioNode node) {
        return variable(node.inputs().get(0));
    }

    /** Gives the node's variable a value. */
    void assign(StudioNode node, String expression) {
        line(variable(node) + " = " + expression);
    }

    /** Gives the node's variable the rows of a DataFrame. */
    void assignRows(StudioNode node, String rows) {
        assign(node, "DynamicFrame.fromDF(%s, glueContext, %s)".formatted(rows, context(node)));
    }

    /** A node's own context, by which bookmarks know it. */
    String context(StudioNode node) {
        return Python.text(variable(node));
    }

    void line(String text) {
        script.append(text).append('\n');
    }
}
