package io.lamella.preview;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;

/**
 * The process that looks into files: takes one after the other on its standard input, asks there
 * for the bytes that it needs, and says on its standard output what it found. It has no access to
 * anything else, and ends with the process that started it.
 */
public final class Child {
  private final DataInputStream in;
  private final DataOutputStream out;

  private Child(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    ProcessHandle.current().parent().ifPresent(Child::endWith);
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    ImageIO.setUseCache(false);
    Child child = new Child(new DataInputStream(new BufferedInputStream(System.in)), out);
    try {
      while (true) {
        child.serve();
      }
    } catch (EOFException e) {
      return;
    }
  }

  private static void endWith(ProcessHandle parent) {
    CompletableFuture<Void> unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
  }

  private void serve() throws IOException {
    Wire.Request request = Wire.receive(in, Wire.Request.class);
    FileBytes asked = new Asked(request.size());
    Outcome outcome = new Previewer(request.limits()).preview(request.reading(), asked);
    byte[] message = Wire.JSON.writeValueAsBytes(outcome);
    out.writeByte(Wire.DONE);
    Wire.bytes(
        out,
        message.length <= Wire.MOST
            ? message
            : Wire.JSON.writeValueAsBytes(Outcome.failed(Failure.TOO_LARGE)));
    out.flush();
  }

  /** A file whose bytes the other process has. */
  private final class Asked implements FileBytes {
    private final long size;

    Asked(long size) {
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
      if (offset < 0 || length < 0 || offset > size) {
        throw new EOFException("no byte of the file lies there");
      }
      out.writeByte(Wire.READ);
      out.writeLong(offset);
      out.writeInt((int) Math.min(length, size - offset));
      out.flush();
      return Wire.bytes(in);
    }
  }
}
