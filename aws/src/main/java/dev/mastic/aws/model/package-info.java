/** What the AWS service models say: operations, HTTP bindings, constraints. */
@NullMarked
package dev.mastic.aws.model;

import org.jspecify.annotations.NullMarked;
