package dev.mastic.services.metrics.math;

import java.util.List;

/** A part of an expression. */
sealed interface Node {
    record Constant(double value) implements Node {}

    record Text(String value) implements Node {}

    record Name(String name) implements Node {}

    record Negation(Node operand) implements Node {}

    record Binary(Operator operator, Node left, Node right) implements Node {}

    record Call(String function, List<Node> arguments) implements Node {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    record Listing(List<Node> items) implements Node {
        public Listing {
            items = List.copyOf(items);
        }
    }
}
