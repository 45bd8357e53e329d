<?php
/**
 * Tests without WordPress: `php tests/run.php`. What is needed of it stands in below.
 *
 * @package Craveva
 */

// phpcs:disable
define( 'ABSPATH', __DIR__ );
define( 'CRAVEVA_OPTION', 'craveva_chat' );
define( 'CRAVEVA_VERSION', '0.1.0' );
$options = array();
$errors  = array();
function get_option( $name, $default ) { global $options; return $options[ $name ] ?? $default; }
function update_option( $name, $value ) { global $options; $options[ $name ] = $value; }
class WP_Error { public $code; function __construct( $code ) { $this->code = $code; } }
function wp_json_encode( $value ) { return json_encode( $value ); }
function sanitize_text_field( $text ) { return trim( strip_tags( (string) $text ) ); }
function esc_url_raw( $url, $protocols ) { return preg_match( '#^(https?):#', $url ) ? $url : ''; }
function add_settings_error( $option, $name, $message ) { global $errors; $errors[] = $name; }
function __( $text ) { return $text; }
// phpcs:enable

require __DIR__ . '/../includes/token.php';
require __DIR__ . '/../includes/settings.php';
require __DIR__ . '/../includes/connection.php';

$failed = 0;
$passed = 0;
function check( string $what, bool $holds ) {
	global $failed, $passed;
	$holds ? ++$passed : ++$failed;
	if ( ! $holds ) {
		echo "FAILED: $what\n";
	}
}

$secret = 'an identity secret of 32 letters or more';
$user   = (object) array( 'ID' => 7, 'user_email' => 'jo@example.com', 'display_name' => 'Jö Kim' );
$token  = craveva_sign_token( craveva_claims_of( $user, 1000 ), $secret );
list( $head, $payload, $sealed ) = explode( '.', $token );
$read = static function ( string $part ) { return json_decode( base64_decode( strtr( $part, '-_', '+/' ) ), true ); };
check( 'head', array( 'alg' => 'HS256', 'typ' => 'JWT' ) === $read( $head ) );
check( 'claims', array( 'sub' => 'wp_7', 'customer_id' => '7', 'iat' => 1000, 'exp' => 1900, 'email' => 'jo@example.com', 'name' => 'Jö Kim' ) === $read( $payload ) );
check( 'signature', craveva_base64url( hash_hmac( 'sha256', "$head.$payload", $secret, true ) ) === $sealed );
check( 'no padding', false === strpbrk( $token, '+/=' ) );

check( 'https', craveva_is_safe_server( 'https://chat.example' ) );
check( 'same machine', craveva_is_safe_server( 'http://127.0.0.1:3000' ) );
check( 'nothing', craveva_is_safe_server( '' ) );
foreach ( array( 'http://chat.example', 'https://chat.example/path', 'https://user@chat.example', 'javascript:alert(1)', '//chat.example', 'https://chat.example?x' ) as $bad ) {
	check( "refuses $bad", ! craveva_is_safe_server( $bad ) );
}

$options['craveva_chat'] = array( 'server' => 'https://old.example', 'agent' => 'agent_old', 'identity_secret' => 'kept' );
$taken = craveva_sanitize_settings( array( 'server' => 'https://new.example/', 'agent' => '"><script>', 'identity_secret' => '', 'other' => 'x' ) );
check( 'server without slash', 'https://new.example' === $taken['server'] );
check( 'agent kept', 'agent_old' === $taken['agent'] );
check( 'said so', array( 'agent' ) === $errors );
check( 'secret kept', 'kept' === $taken['identity_secret'] );
check( 'secret as it is', 'a%2Fb <c> d' === craveva_sanitize_settings( array( 'identity_secret' => ' a%2Fb <c> d ' ) )['identity_secret'] );
check( 'no secret of another kind', 'kept' === craveva_sanitize_settings( array( 'identity_secret' => array( 'x' ) ) )['identity_secret'] );
check( 'nothing else', array( 'server', 'agent', 'deployment', 'identity_secret' ) === array_keys( $taken ) );

$file = tempnam( sys_get_temp_dir(), 'craveva' );
file_put_contents( $file, '{"server":"https://chat.example","agent":"agent_1","deployment":"dep_1","identity_secret":"not from here","other":1}' );
check( 'downloaded settings', array( 'server' => 'https://chat.example', 'agent' => 'agent_1', 'deployment' => 'dep_1' ) === craveva_downloaded_settings( $file ) );
unlink( $file );
check( 'no downloaded settings', array() === craveva_downloaded_settings( $file ) );

$options['craveva_chat'] = array( 'server' => 'https://chat.example', 'agent' => 'agent_1', 'deployment' => 'dep_1' );
check( 'no secret, no mark', '' === craveva_tell_connection()['secret_mark'] );
$take = static function ( $deployment, $secret ) { return craveva_take_secret( array( 'deployment' => $deployment, 'identity_secret' => $secret, 'server' => 'https://evil.example' ) ); };
check( 'secret of another deployment', 'craveva_other_deployment' === $take( 'dep_2', $secret )->code );
foreach ( array( 'too short', array( 'x' ), null, str_repeat( "\n", 40 ) ) as $bad ) {
	check( 'bad secret', 'craveva_bad_secret' === $take( 'dep_1', $bad )->code );
}
$given = str_repeat( 'aZ-_', 10 );
check( 'mark', substr( hash_hmac( 'sha256', 'craveva-chat', $given ), 0, 16 ) === $take( 'dep_1', $given )['secret_mark'] );
check( 'secret is kept', $given === craveva_settings()['identity_secret'] );
check( 'server stays', 'https://chat.example' === craveva_settings()['server'] );

echo "$passed passed, $failed failed\n";
exit( $failed ? 1 : 0 );
