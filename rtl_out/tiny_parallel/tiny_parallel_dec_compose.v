// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The transforms of two neighbouring segments of G bits -> that of both: enter a, leave it into b,
// leave b. An entry beyond a is an entry of b, so those rows are wires.
module tiny_parallel_dec_compose #(
    parameter G = 8,
    parameter X = 24,
    parameter E = 5
) (
    input  wire [X*E-1:0] a,
    input  wire [X*E-1:0] b,
    output wire [X*E-1:0] t
);
    // Bit l: some element is l bits long.
    localparam [X:0] LENGTHS = 5'b11110;

    // Bit x: a walk that enters a at bit e can leave it x bits behind.
    function automatic [X-1:0] reach(input integer entry);
        reg [G+X-1:0] at;
        integer place;
        begin
            at = { {G+X-1{1'b0}}, 1'b1} << entry;
            for (place = 0; place < G; place = place + 1) begin
                if (at[place]) at = at | ({ {G-1{1'b0}}, LENGTHS} << place);
            end
            reach = at[G +: X];
        end
    endfunction

    wire unused = &{1'b0, a};
    genvar e;
    generate
        for (e = 0; e < X; e = e + 1) begin : gen_row
            if (e < G) begin : gen_through
                wire [X-1:0] middle;
                tiny_parallel_dec_onehot #(.X(X), .E(E), .CAN(reach(e))) u_middle (
                    .value(a[e*E +: E]), .onehot(middle));
                tiny_parallel_dec_pick #(.X(X), .E(E)) u_pick (
                    .entry(middle), .t(b), .exit(t[e*E +: E]));
            end else begin : gen_pass
                assign t[e*E +: E] = b[(e-G)*E +: E];
            end
        end
    endgenerate
endmodule

`default_nettype wire
