// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 of what was before and of a row's elements, any number of them, up to the last
// lane.
// What was before stands in the first bits behind the zeros: a sum of constants for any number.
module bf16_loadable_crc_128 (
    input  wire [31:0]    crc,                   // before; of nothing all ones
    input  wire [8:0]     count,                 // one-hot: elements
    input  wire [127:0]   x,                     // zeros where there are none
    output wire [31:0]    next
);
    localparam LANES   = 8;
    localparam ELEMENT = 16;
    localparam WIDTH   = 32;

    integer i;
    reg [LANES*ELEMENT+WIDTH-1:0] place;
    always @* begin
        place = { {WIDTH{1'b0}}, x};
        for (i = 0; i <= LANES; i = i + 1) begin
            place[(LANES-i)*ELEMENT +: WIDTH]
                = place[(LANES-i)*ELEMENT +: WIDTH] ^ (crc & {WIDTH{count[i]}});
        end
    end
    wire [31:0]    sum;
    bf16_loadable_crc_sum_128 u_sum (.x(place[LANES*ELEMENT-1:0]), .y(sum));
    assign next = sum ^ place[LANES*ELEMENT +: WIDTH];
endmodule

`default_nettype wire
