module {{ p }}_decoder (
{{ ports.list }}
);
    // Of {{ ports.books }}; the encoder's must be the same.
    localparam [63:0] DIGEST = 64'h{{ ports.digest }};
    wire unused_digest = &{1'b0, DIGEST};
