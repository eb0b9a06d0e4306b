package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;

/**
 * What a request is addressed to.
 *
 * @param service the service
 * @param operation the operation's name as the wire spells it
 * @param protocol the protocol it came in, which is the one it is answered in
 */
public record Target(AwsService service, String operation, Protocol protocol) {}
