<?php
/**
 * The token that tells Craveva who is signed in.
 *
 * @package Craveva
 */

defined( 'ABSPATH' ) || exit;

/**
 * A JSON Web Token signed with HS256. Source: RFC 7519 and RFC 7515.
 *
 * @param array  $claims What it says.
 * @param string $secret The identity secret of the deployment.
 */
function craveva_sign_token( array $claims, string $secret ): string {
	$head    = craveva_base64url( wp_json_encode( array( 'alg' => 'HS256', 'typ' => 'JWT' ) ) );
	$payload = craveva_base64url( wp_json_encode( $claims ) );
	$sealed  = craveva_base64url( hash_hmac( 'sha256', $head . '.' . $payload, $secret, true ) );
	return $head . '.' . $payload . '.' . $sealed;
}

/**
 * What is said of a customer: who they are to the shop, for a quarter of an hour.
 *
 * @param object $user A WordPress user.
 * @param int    $now  Seconds since 1970.
 */
function craveva_claims_of( $user, int $now ): array {
	$claims = array(
		'sub'         => 'wp_' . $user->ID,
		'customer_id' => (string) $user->ID,
		'iat'         => $now,
		'exp'         => $now + 900,
	);
	if ( '' !== (string) $user->user_email ) {
		$claims['email'] = $user->user_email;
	}
	if ( '' !== (string) $user->display_name ) {
		$claims['name'] = $user->display_name;
	}
	return $claims;
}

/**
 * Base64 for addresses, without padding.
 *
 * @param string $bytes Any bytes.
 */
function craveva_base64url( string $bytes ): string {
	return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
}
