/**
 * What a job remembers of the data that it has read: one state for each transformation context, kept by the server.
 *
 * <p>A source asks {@link Bookmarks#current()} whether its context is remembered, reads what lies behind
 * {@link Bookmarks#window}, and proposes how far it has come; {@code Job.commit()} makes all proposals the job's bookmark at
 * once, together with what the run wrote into the lake. A run that never commits has proposed nothing.
 *
 * <pre>{@code
 * Bookmarks bookmarks = Bookmarks.current();
 * if (bookmarks.remembers(context)) {
 *     Bookmarks.Window window = bookmarks.window(context);
 *     // window.from(): the state that was proposed when the last run was committed; empty in the first run
 *     // window.to():   in a rerun of a window of runs (job-bookmark-pause), the state not to read past
 *     ... read ...
 *     bookmarks.propose(context, json);   // no effect in a paused run
 * }
 * }</pre>
 *
 * <p>A state is one JSON value of the source's own making. Files have theirs in {@link FileBookmark}: it takes the files that
 * were found and answers those to read. What counts through uses {@link Bookmarks#counter} and
 * {@link Bookmarks#proposeCounter}, the ids of relationalized arrays {@link Bookmarks#firstId}.
 */
@NullMarked
package dev.mastic.runtime.bookmark;

import org.jspecify.annotations.NullMarked;
