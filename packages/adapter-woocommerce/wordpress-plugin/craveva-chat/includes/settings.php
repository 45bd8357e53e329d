<?php
/**
 * The page under Settings > Craveva Chat.
 *
 * @package Craveva
 */

defined( 'ABSPATH' ) || exit;

/** What is configured, or else came with the download; empty texts where nothing is. */
function craveva_settings(): array {
	$defaults = array_merge(
		array(
			'server'          => '',
			'agent'           => '',
			'deployment'      => '',
			'identity_secret' => '',
		),
		craveva_downloaded_settings( dirname( __DIR__ ) . '/connection.json' )
	);
	return array_merge( $defaults, array_intersect_key( (array) get_option( CRAVEVA_OPTION, array() ), $defaults ) );
}

/**
 * Server, agent and deployment, where the plugin was downloaded from a server for one deployment.
 *
 * @param string $file Where they are; there is none in a plugin from elsewhere.
 */
function craveva_downloaded_settings( string $file ): array {
	$given = is_readable( $file ) ? json_decode( (string) file_get_contents( $file ), true ) : null; // phpcs:ignore WordPress.WP.AlternativeFunctions.file_get_contents_file_get_contents
	$names = array_flip( array( 'server', 'agent', 'deployment' ) );
	return array_filter( array_intersect_key( (array) $given, $names ), 'is_string' );
}

/** Registers the one option. */
function craveva_register_settings() {
	register_setting(
		'craveva_chat',
		CRAVEVA_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'craveva_sanitize_settings',
			'default'           => array(),
		)
	);
}

/**
 * Takes what fits and says what does not; an empty secret leaves the one that is there.
 *
 * @param mixed $given What the form sent.
 */
function craveva_sanitize_settings( $given ): array {
	$known = craveva_settings();
	$given = array_filter( array_intersect_key( (array) $given, $known ), 'is_string' );
	// A secret is signs of any kind, and printed nowhere: nothing is taken out of it.
	$secret = isset( $given['identity_secret'] ) && '' !== trim( $given['identity_secret'] ) ? trim( $given['identity_secret'] ) : $known['identity_secret'];
	$given  = array_map( 'trim', array_map( 'sanitize_text_field', $given ) );

	$server = isset( $given['server'] ) ? rtrim( esc_url_raw( $given['server'], array( 'https', 'http' ) ), '/' ) : '';
	if ( ! craveva_is_safe_server( $server ) ) {
		add_settings_error( CRAVEVA_OPTION, 'server', __( 'The address of the server must begin with https://.', 'craveva-chat' ) );
		$server = $known['server'];
	}
	$agent = craveva_take( $given, $known, 'agent', '/^agent_[A-Za-z0-9]{1,60}$/', __( 'This is not the id of an agent: agent_…', 'craveva-chat' ) );
	$deployment = craveva_take( $given, $known, 'deployment', '/^dep_[A-Za-z0-9]{1,60}$/', __( 'This is not the id of a deployment: dep_…', 'craveva-chat' ) );
	return array(
		'server'          => $server,
		'agent'           => $agent,
		'deployment'      => $deployment,
		'identity_secret' => $secret,
	);
}

/**
 * Whether scripts may come from there: over https, but for a server on the same machine.
 *
 * @param string $server Its address; empty is fine.
 */
function craveva_is_safe_server( string $server ): bool {
	return 1 === preg_match( '#^(https://[^/?\#@]+|http://(localhost|127\.0\.0\.1)(:\d+)?)?$#', $server );
}

/**
 * A field that has a form; what it was where the new value does not fit.
 *
 * @param array  $given   New values.
 * @param array  $known   Present ones.
 * @param string $name    Of the field.
 * @param string $pattern What fits.
 * @param string $message What to say otherwise.
 */
function craveva_take( array $given, array $known, string $name, string $pattern, string $message ): string {
	$value = isset( $given[ $name ] ) ? $given[ $name ] : '';
	if ( '' === $value || 1 === preg_match( $pattern, $value ) ) {
		return $value;
	}
	add_settings_error( CRAVEVA_OPTION, $name, $message );
	return $known[ $name ];
}

/** Adds the page. */
function craveva_add_settings_page() {
	add_options_page( 'Craveva Chat', 'Craveva Chat', 'manage_options', 'craveva-chat', 'craveva_render_settings' );
}

/** Draws the page; WordPress itself says above it what was saved and what did not fit. */
function craveva_render_settings() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$settings = craveva_settings();
	$fields   = array(
		'server'     => array( 'url', __( 'Address of your Craveva server', 'craveva-chat' ), 'https://chat.example' ),
		'agent'      => array( 'text', __( 'Agent', 'craveva-chat' ), 'agent_…' ),
		'deployment' => array( 'text', __( 'Deployment', 'craveva-chat' ), 'dep_…' ),
	);
	?>
	<div class="wrap">
		<h1>Craveva Chat</h1>
		<form action="options.php" method="post">
			<?php settings_fields( 'craveva_chat' ); ?>
			<table class="form-table" role="presentation">
				<?php foreach ( $fields as $name => list( $type, $label, $placeholder ) ) : ?>
					<tr>
						<th scope="row"><label for="craveva-<?php echo esc_attr( $name ); ?>"><?php echo esc_html( $label ); ?></label></th>
						<td><input class="regular-text" type="<?php echo esc_attr( $type ); ?>" id="craveva-<?php echo esc_attr( $name ); ?>" name="<?php echo esc_attr( CRAVEVA_OPTION . '[' . $name . ']' ); ?>" value="<?php echo esc_attr( $settings[ $name ] ); ?>" placeholder="<?php echo esc_attr( $placeholder ); ?>"></td>
					</tr>
				<?php endforeach; ?>
				<tr>
					<th scope="row"><label for="craveva-secret"><?php esc_html_e( 'Identity secret', 'craveva-chat' ); ?></label></th>
					<td>
						<input class="regular-text" type="password" autocomplete="off" id="craveva-secret" name="<?php echo esc_attr( CRAVEVA_OPTION ); ?>[identity_secret]" value="" placeholder="<?php echo esc_attr( '' === $settings['identity_secret'] ? '' : __( 'Unchanged', 'craveva-chat' ) ); ?>">
						<p class="description"><?php esc_html_e( 'The identity_secret of the deployment. With it, customers who are signed in can ask for their orders without proving them. It comes by itself when you connect.', 'craveva-chat' ); ?></p>
					</td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
		<?php if ( '' !== $settings['server'] && '' !== $settings['deployment'] ) : ?>
			<h2><?php esc_html_e( 'Products and orders', 'craveva-chat' ); ?></h2>
			<p><?php esc_html_e( 'Lets your agent read products and orders. You are asked to approve it, and can end it under WooCommerce > Settings > Advanced > REST API.', 'craveva-chat' ); ?></p>
			<p><a class="button" href="<?php echo esc_url( $settings['server'] . '/hooks/woocommerce/' . rawurlencode( $settings['deployment'] ) . '/connect' ); ?>"><?php esc_html_e( 'Connect', 'craveva-chat' ); ?></a></p>
		<?php endif; ?>
	</div>
	<?php
}
