/** What a trading process embeds: small, no journal, no Chronicle on its class path. */
package io.belay.client;
