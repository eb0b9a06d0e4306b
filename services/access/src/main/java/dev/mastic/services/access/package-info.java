/** Identity and access: users, roles, policies, keys and sessions, and the decision who may do what. */
@NullMarked
package dev.mastic.services.access;

import org.jspecify.annotations.NullMarked;
